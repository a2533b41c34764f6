// As in `npm test`, many times over:
// 100,000 damaged records.
process.env['DOOMSDAY_LONG'] = '1';
await import('./damaged-files.test.ts');
