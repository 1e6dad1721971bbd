import { CSI_KEYS } from '../../creators/cinderCsi.ts';
import { veto, type Rule } from '../rule.ts';

/**
 * A volume that its driver made for one PersistentVolume and that bears another name by now: somebody has taken it for
 * something else. The driver gives both the same name (cloud-provider-openstack pkg/csi/cinder/controllerserver.go:131-137;
 * external-provisioner pkg/controller/controller.go:483-497).
 */
export const pvNameElsewhere: Rule = {
  name: 'pv-name-elsewhere',
  kinds: ['volume'],
  look({ name, metadata }) {
    const made = metadata[CSI_KEYS.persistentVolume];
    return made === undefined || made === name
      ? []
      : [veto(`made for PersistentVolume ${made}, and renamed since`, name)];
  },
};
