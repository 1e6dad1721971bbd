/** How a command hands its exit code back: yargs itself returns nothing. */
export type Exit = (code: number) => void;
