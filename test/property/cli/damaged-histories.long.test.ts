// As in `npm test`, many times over:
// 100,000 damaged histories of other tools.
process.env['DOOMSDAY_LONG'] = '1';
await import('./damaged-histories.test.ts');
