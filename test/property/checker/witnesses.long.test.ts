// As in `npm test`, many times over:
// 20,000 histories whose witnesses are held against the search.
process.env['DOOMSDAY_LONG'] = '1';
await import('./witnesses.test.ts');
