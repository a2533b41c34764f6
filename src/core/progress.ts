/** What a long step is doing; the terminal shows it, tests ignore it. `doneMs`: it is done. */
export type Progress = (event: { what: string; detail?: string; doneMs?: number }) => void;
