import { millis } from '../../../src/core/duration.ts';
import { runtimeContract } from './contract.ts';
import { killedHarness } from './killed-harness.ts';
import { pausedStandsStill } from './stands-still.ts';
import { processSubject } from './subject.ts';

runtimeContract('process', processSubject);
pausedStandsStill('process', processSubject);
killedHarness('process', processSubject, { times: 20, abreast: 4, upTo: millis(400) });
