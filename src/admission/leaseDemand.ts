import { demandOf, type Demand } from '../model/demand.ts';

/** What a ticket itself needs: its port. */
export const TICKET_DEMAND: Demand = demandOf((name) => (name === 'ports' ? 1 : 0));

/** What the lease book itself needs where there is none yet. */
export const BOOK_DEMAND: Demand = demandOf((name) => (name === 'networks' || name === 'subnets' ? 1 : 0));
