import { rowsOf, type TextRow } from './row.ts';

const row = rowsOf('occm');
const ingress = rowsOf('octaviaIngress');
const SERVICE = 'kube_service_{C}_{ns}_{svc}';
/** OCCM cuts the names of load balancers, of their parts and of security groups (cloud-provider-openstack loadbalancer.go:99-108). */
const CUT = 255;
const told = { telling: true, cut: CUT } as const;

/** The OpenStack cloud controller manager; names have no `_` in namespace and Service, so they divide from the right. */
export const OCCM = {
  loadBalancer: row(
    'loadBalancer',
    'name',
    SERVICE,
    'cloud-provider-openstack c453fb7 pkg/openstack/loadbalancer.go:99-108',
    told,
  ),
  loadBalancerTag: row(
    'loadBalancer',
    'tag',
    SERVICE,
    'cloud-provider-openstack c453fb7 loadbalancer.go:230-240',
    told,
  ),
  loadBalancerDescription: row(
    'loadBalancer',
    'description',
    'Kubernetes external service {ns}/{svc} from cluster {C}',
    'cloud-provider-openstack c453fb7 loadbalancer.go:369-371',
    { telling: true },
  ),
  listener: row(
    'listener',
    'name',
    `listener_{i}_${SERVICE}`,
    'cloud-provider-openstack c453fb7 loadbalancer.go:1179-1181',
    told,
  ),
  listenerTag: row('listener', 'tag', SERVICE, 'cloud-provider-openstack c453fb7 loadbalancer.go:1179-1181', told),
  pool: row('pool', 'name', `pool_{i}_${SERVICE}`, 'cloud-provider-openstack c453fb7 loadbalancer.go:99-108', told),
  healthMonitor: row(
    'healthMonitor',
    'name',
    `monitor_{i}_${SERVICE}`,
    'cloud-provider-openstack c453fb7 loadbalancer.go:99-108; v1.25.6 :641 numbers by port',
    told,
  ),
  healthMonitorStray: row(
    'healthMonitor',
    'name',
    `monitor_{i}_${SERVICE})`,
    'cloud-provider-openstack v1.21.1 loadbalancer.go:2220; v1.22.2 :2253',
    {
      ...told,
      versions: 'v1.21 and v1.22: a stray bracket at the end',
    },
  ),
  member: row('member', 'name', '{srv}', 'cloud-provider-openstack c453fb7 loadbalancer.go:99-108', {
    versions: 'bulk path, and from v1.26',
  }),
  memberNumbered: row(
    'member',
    'name',
    `member_{i}_{srv}_${SERVICE}`,
    'cloud-provider-openstack v1.21.1 loadbalancer.go:2270; v1.22.2 :2303',
    {
      ...told,
      versions: 'v1.21 to v1.25, one by one',
    },
  ),
  loadBalancerLegacy: row('loadBalancer', 'name', 'a{H}', 'kubernetes/cloud-provider cloud.go:89-97', {
    versions: 'before kube_service_ names: `a` and the Service UID without dashes',
  }),
  floatingIp: row(
    'floatingIp',
    'description',
    'Floating IP for Kubernetes external service {ns}/{svc} from cluster {C}',
    'cloud-provider-openstack c453fb7 loadbalancer.go:713-717; v1.21.1 :1230',
    { telling: true },
  ),
  securityGroup: row(
    'securityGroup',
    'name',
    'lb-sg-{U}-{nsvc}',
    'cloud-provider-openstack c453fb7 loadbalancer_sg.go:42-50',
    { cut: CUT },
  ),
  securityGroupDescription: row(
    'securityGroup',
    'description',
    'Security Group for {ns}/{svc} Service LoadBalancer in cluster {C}',
    'cloud-provider-openstack c453fb7 loadbalancer_sg.go:225-230',
    { telling: true },
  ),
} as const satisfies Record<string, TextRow>;

/**
 * The Octavia ingress controller, which no generation installs but a user may. An Ingress may have dots in its name
 * (kubernetes pkg/apis/networking/validation, ValidateIngressName); nothing is cut (cloud-provider-openstack
 * pkg/ingress/utils/utils.go, GetResourceName).
 */
export const OCTAVIA_INGRESS = {
  loadBalancer: ingress(
    'loadBalancer',
    'name',
    'kube_ingress_{C}_{ns}_{ing}',
    'cloud-provider-openstack pkg/ingress/utils/utils.go:37',
    { telling: true },
  ),
  loadBalancerDescription: ingress(
    'loadBalancer',
    'description',
    'Kubernetes ingress {ing} in namespace {ns} from cluster {C}',
    'cloud-provider-openstack pkg/ingress/controller/openstack/octavia.go:297',
    { telling: true },
  ),
  loadBalancerVersioned: ingress(
    'loadBalancer',
    'description',
    'Kubernetes ingress {ing} in namespace {ns} from cluster {C}, version: {version}',
    'cloud-provider-openstack pkg/ingress/controller/controller.go:981',
    { telling: true, versions: 'later' },
  ),
  floatingIp: ingress(
    'floatingIp',
    'description',
    'Floating IP for Kubernetes ingress {ing} in namespace {ns} from cluster {C}',
    'cloud-provider-openstack pkg/ingress/controller/controller.go:959',
    { telling: true },
  ),
  securityGroup: ingress(
    'securityGroup',
    'name',
    'kube_ingress_{C}_{ns}_{ing}',
    'cloud-provider-openstack pkg/ingress/controller/controller.go:737-739',
    { telling: true },
  ),
  securityGroupDescription: ingress(
    'securityGroup',
    'description',
    'Security group created for Ingress {ns}/{ing} from cluster {C}',
    'cloud-provider-openstack pkg/ingress/controller/controller.go:737-739',
    { telling: true },
  ),
  // Its other tag, `<namespace>_<ingress>`, could be anybody's.
  securityGroupTag: ingress(
    'securityGroup',
    'tag',
    'octavia.ingress.kubernetes.io',
    'cloud-provider-openstack pkg/ingress/controller/controller.go:737-739',
  ),
} as const satisfies Record<string, TextRow>;
