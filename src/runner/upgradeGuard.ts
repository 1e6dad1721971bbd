import { part } from '../config/breaches.ts';
import { upgradeShape } from '../config/config.ts';
import { rule, type Breach } from '../config/rule.ts';
import { TroikaError } from '../model/error.ts';
import { saysRefusal } from '../stacks/refusal.ts';
import { upgradePlan } from '../stacks/upgrade.ts';

const judge = rule(upgradeShape, (request) => {
  try {
    const { from, to, refusal } = upgradePlan(request);
    if (refusal !== undefined) return [refused(saysRefusal(refusal), refusal.hint)];
    return [
      refused(
        'this version plans upgrades and does not carry them out yet',
        `Take upgrade out. To see its steps: troika upgrade plan --from ${from} --to ${to}`,
      ),
    ];
  } catch (error) {
    if (!(error instanceof TroikaError)) throw error;
    return [{ path: [], says: `${error.message}. ${error.hint ?? ''}` }];
  }
});

function refused(says: string, hint: string): Breach {
  return { path: [], says, refused: { hint } };
}

/** No run carries out the upgrade of a cluster: it is refused before anything is made, one against the rules with its reason. */
export function upgradeGuard(cluster: unknown): readonly Breach[] {
  return judge(part(cluster, 'upgrade')).map((breach) => ({ ...breach, path: ['upgrade', ...breach.path] }));
}
