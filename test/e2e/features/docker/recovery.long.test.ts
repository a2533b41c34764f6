import { playSubject } from '../play-subject.ts';

await playSubject('recovery', 'docker');
