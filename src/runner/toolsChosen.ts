import { TroikaError } from '../model/error.ts';
import { TOOL_NAMES, type ToolName } from '../model/toolName.ts';
import { TOOLS, toolsOf, type Tool } from '../programs/pins.ts';

/**
 * The pinned programs that a user names: the newest of each, or the one for a version of Kubernetes. Pure.
 * @param names none: all there are
 * @throws TroikaError usage where none is for that version
 */
export function chosenTools(names: readonly ToolName[], kubernetes: string | undefined): readonly Tool[] {
  const wanted = TOOL_NAMES.filter((name) => names.length === 0 || names.includes(name));
  return wanted.map((name) => {
    const [tool] = toolsOf(name, kubernetes);
    if (tool !== undefined) return tool;
    const known = TOOLS.filter((one) => one.name === name).flatMap((one) => one.kubernetes ?? []);
    throw new TroikaError('usage', `${name}: Troika knows no version for Kubernetes ${kubernetes ?? ''}`, {
      hint: `It knows one for ${known.join(', ')}. Give the path of another with program:.`,
    });
  });
}
