/** What the doctor found out about one need. */
export interface Finding {
  readonly name: string;
  /** `warn`: drills can run, with less; `fail`: they cannot. */
  readonly status: 'ok' | 'warn' | 'fail';
  /** What is there. */
  readonly found: string;
  /** What to do, when something can be done. */
  readonly next?: string;
}
