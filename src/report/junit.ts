import type { RunResult } from '../core/run-result.ts';
import type { Verdict } from '../core/verdict.ts';
import { casesOf, SUITE, type Case } from './junit-cases.ts';
import { xmlDocument, type Xml } from './xml.ts';

/**
 * junit.xml, for CI. A `failure` is etcd's or the scene's: a guarantee violated, an objective or a
 * step missed. An `error` says nothing of etcd: the harness broke, or the evidence was too thin.
 * What was not covered is `skipped`, with its reason.
 */
export function junit(result: RunResult): string {
  const cases = casesOf(result);
  const outcomes = cases.map(outcome);
  const count = (name: string): number => outcomes.filter((out) => out?.name === name).length;
  return xmlDocument({
    name: 'testsuite',
    attributes: {
      name: SUITE,
      tests: cases.length,
      skipped: count('skipped'),
      failures: count('failure'),
      errors: count('error'),
      time: inSeconds(result.seconds),
      ...(result.startedAt === 'unknown' ? {} : { timestamp: result.startedAt }),
    },
    content: [properties(result), ...cases.map((one, i) => testcase(one, outcomes[i]))],
  });
}

const KINDS: Readonly<Record<Exclude<Verdict, 'passed'>, 'failure' | 'error'>> = {
  unsafe: 'failure',
  missed: 'failure',
  broken: 'error',
  inconclusive: 'error',
};

function outcome({ verdict, reason, details = '' }: Case): Xml | undefined {
  if (verdict === 'passed') return undefined;
  if (verdict === undefined) return { name: 'skipped', attributes: { message: reason } };
  return { name: KINDS[verdict], attributes: { type: verdict, message: reason }, content: details };
}

const testcase = ({ classname, name, seconds, played = '' }: Case, found?: Xml): Xml => ({
  name: 'testcase',
  attributes: { classname, name, time: inSeconds(seconds) },
  content: [
    ...(found === undefined ? [] : [found]),
    ...(played === '' ? [] : [{ name: 'system-out', content: played }]),
  ],
});

const properties = ({ run, seed, runtime, replay }: RunResult): Xml => ({
  name: 'properties',
  content: Object.entries({ run, seed, runtime, replay }).map(([name, value]) => {
    return { name: 'property', attributes: { name, value } };
  }),
});

const inSeconds = (time: number): number => Number(time.toFixed(3));
