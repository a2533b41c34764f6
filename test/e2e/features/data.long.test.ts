import { playSubject } from './play-subject.ts';

await playSubject('data', 'process');
