/** What stands in the way of starting, with what the user can do about it. */
export function setUpFailed({ message, observed, next, exit }) {
  return Object.assign(new Error(message), { code: 'SET_UP_FAILED', observed, next, exit });
}
