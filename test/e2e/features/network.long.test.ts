import { playSubject } from './play-subject.ts';

await playSubject('network', 'process');
