import { playSubject } from './play-subject.ts';

await playSubject('disk', 'process');
