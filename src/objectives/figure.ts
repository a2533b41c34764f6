/** A measured value before it is held against the scene's bound. */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  /** null with a reason: never a wrong number. */
  readonly value: number | null;
  /** Half-width of the error bar, in `unit`. */
  readonly plusMinus: number;
  readonly reason?: string;
  /** With value null: what the value certainly reached, so that a bound below it is missed. */
  readonly atLeast?: number;
  /** False when the drill did nothing that the figure is about; then no bound is held against it. */
  readonly applies?: false;
}

type Named = Pick<Figure, 'name' | 'unit'>;

export const measured = (
  named: Named,
  value: number,
  plusMinus: number,
  reason?: string,
): Figure => ({
  ...named,
  value,
  plusMinus,
  ...(reason === undefined ? {} : { reason }),
});

export const unmeasured = (named: Named, reason: string): Figure => ({
  ...named,
  value: null,
  plusMinus: 0,
  reason,
});

export const notApplicable = (named: Named, reason: string): Figure => ({
  ...unmeasured(named, reason),
  applies: false,
});
