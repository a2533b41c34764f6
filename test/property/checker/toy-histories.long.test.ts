// As in `npm test`, many times over:
// 50,000 legal histories, and 3000 of each way to damage one.
process.env['DOOMSDAY_LONG'] = '1';
await import('./toy-histories.test.ts');
