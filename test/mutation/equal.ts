/** Mutants that change nothing anybody could notice, each with the reason. */
export const EQUAL: readonly { readonly mutant: string; readonly why: string }[] = [];
