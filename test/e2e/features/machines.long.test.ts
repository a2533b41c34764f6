import { playSubject } from './play-subject.ts';

await playSubject('machines', 'process');
