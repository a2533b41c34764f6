import { interruptedAtRandom } from './interrupt-at-random.ts';

interruptedAtRandom(6);
