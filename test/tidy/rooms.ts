import { roomOf, type Breach, type Rule } from './breach.ts';

/** The rooms that talk to the world; they do not import each other. */
const WORLD = ['record', 'scene', 'provision', 'runtime', 'links', 'etcd'];
const BUILT = ['core', 'history', ...WORLD, 'cluster'];
const PLAYED = [...BUILT, 'workload', 'faults', 'recovery', 'checker', 'objectives', 'report'];

/** Room -> the rooms that it may import. Type imports count. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  core: [],
  history: ['core'],
  checker: ['core', 'history'],
  objectives: ['core', 'history'],
  record: ['core', 'history'],
  scene: ['core'],
  provision: ['core'],
  runtime: ['core'],
  links: ['core', 'history'],
  etcd: ['core', 'history'],
  cluster: BUILT,
  workload: BUILT,
  faults: BUILT,
  recovery: BUILT,
  report: ['core', 'history', 'record', 'objectives'],
  drill: PLAYED,
  rehearsal: [...PLAYED, 'drill'],
  cli: [...PLAYED, 'drill', 'rehearsal'],
  steps: [...PLAYED, 'drill', 'rehearsal'],
};

/** Room -> the rooms of which it may import types. */
const MAY_IMPORT_TYPES: Readonly<Record<string, readonly string[]>> = {
  report: ['checker'],
};

/** Package -> the rooms that may import it. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  testcontainers: ['runtime'],
  dockerode: ['runtime'],
  'node:child_process': ['runtime', 'provision'],
  'toxiproxy-node-client': ['links'],
  etcd3: ['etcd'],
  '@grpc/grpc-js': ['etcd'],
  '@grpc/proto-loader': ['etcd'],
  '@cucumber/cucumber': ['drill', 'cli', 'steps'],
  commander: ['cli'],
  ajv: ['scene', 'record', 'history', 'report'],
};

/** Tests and scripts may import anything; everything else imports by these tables. */
const isFree = (path: string): boolean => ['test', 'scripts'].includes(roomOf(path));

export const rooms: Rule = (files) =>
  files
    .filter(({ path }) => !isFree(path))
    .flatMap(({ path, references }) =>
      references.flatMap(({ specifier, file, typesOnly, line }): Breach[] => {
        const where = `${path}:${line}`;
        if (file === undefined) return packageBreach(path, specifier, where);
        return roomBreach({ from: roomOf(path), to: roomOf(file), typesOnly, where });
      }),
    );

function roomBreach(at: { from: string; to: string; typesOnly: boolean; where: string }): Breach[] {
  const { from, to, typesOnly, where } = at;
  const allowed = MAY_IMPORT[from] ?? [];
  if (from === to || allowed.includes(to)) return [];
  if (typesOnly && MAY_IMPORT_TYPES[from]?.includes(to) === true) return [];
  // Data files beside the sources belong to whoever reads them.
  if (!(to in MAY_IMPORT) && to !== 'test' && to !== 'scripts') return [];
  const instead = `${from} may import ${allowed.join(', ') || 'nothing of ours'}`;
  return [{ rule: 'rooms', where, found: `${from} imports ${to}`, instead }];
}

function packageBreach(path: string, specifier: string, where: string): Breach[] {
  const name = Object.keys(PACKAGES).find(
    (known) => specifier === known || specifier.startsWith(`${known}/`),
  );
  const rooms = PACKAGES[name ?? ''];
  if (name === undefined || rooms === undefined || rooms.includes(roomOf(path))) return [];
  const instead = `only ${rooms.join(', ')} may import ${name}`;
  return [{ rule: 'packages', where, found: `${roomOf(path)} imports ${specifier}`, instead }];
}
