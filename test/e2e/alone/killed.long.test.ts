import { killedAtRandom } from './kill-at-random.ts';

killedAtRandom(40);
