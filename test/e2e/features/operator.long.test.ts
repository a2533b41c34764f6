import { playSubject } from './play-subject.ts';

await playSubject('operator', 'process');
