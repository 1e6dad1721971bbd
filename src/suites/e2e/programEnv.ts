/** What a program sees that is told by its arguments which cluster it is for. */
export function programEnv(env: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      value === undefined || name === 'KUBECONFIG' ? [] : [[name, value]],
    ),
  );
}
