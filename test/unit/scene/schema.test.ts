import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SCENE_SCHEMA, type SchemaNode } from '../../../src/scene/schema.ts';

/** Every field of the schema with its path. */
function fields(node: SchemaNode, path = ''): [path: string, field: SchemaNode][] {
  const inside = Object.entries({ ...node.properties, ...node.items?.properties });
  return inside.flatMap(([name, field]) => {
    const here = path === '' ? name : `${path}.${name}`;
    return [[here, field] as [string, SchemaNode], ...fields(field, here)];
  });
}

test('every field of a scene is explained', () => {
  const silent = fields(SCENE_SCHEMA).filter(([, field]) => (field.description ?? '') === '');
  assert.deepEqual(silent, []);
  assert.ok(fields(SCENE_SCHEMA).length > 50);
});

test('every field has a default but the ones that nobody can guess', () => {
  const without = fields(SCENE_SCHEMA).filter(([, field]) => field.default === undefined);
  assert.deepEqual(
    without.map(([path]) => path),
    [
      ...['name', 'members'],
      ...['network.regions.name', 'network.regions.members'],
      ...['network.roundTrips.between', 'network.roundTrips.rtt'],
      ...['objectives.name', 'objectives.bound', 'objectives.unit'],
    ],
  );
});
