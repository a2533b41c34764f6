import { playSubject } from './play-subject.ts';

await playSubject('storms', 'process');
