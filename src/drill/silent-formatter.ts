/** A cucumber formatter that writes nothing. */
export default { type: 'formatter', formatter: (): void => undefined };
