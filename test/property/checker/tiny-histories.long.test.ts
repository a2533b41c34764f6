// As in `npm test`, many times over:
// 100,000 tiny histories of an etcd against brute force.
process.env['DOOMSDAY_LONG'] = '1';
await import('./tiny-histories.test.ts');
