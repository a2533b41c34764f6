/** Why the process runtime cannot be tried here; false = it can. */
export const noProcessRuntime =
  process.platform === 'linux' ? false : 'the process runtime needs Linux';
