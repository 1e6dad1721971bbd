/** Mutants that change nothing anybody could notice, each with the reason. */
export const EQUAL: readonly { readonly mutant: string; readonly why: string }[] = [
  {
    mutant: "others(index.pointing('listener', 'pool', one))",
    why: 'a second lock: part-of-load-balancer vetoes a pool which somebody else’s listener uses',
  },
];
