import type { ObjectName } from '../../model/evidence.ts';
import type { DrainKind, PRODUCER_KINDS, WORKLOAD_KINDS } from './kinds.ts';

/** What a drain knows of every object. */
export interface Thing {
  readonly kind: DrainKind;
  readonly uid: string;
  readonly name: string;
  /** '' for what is in no namespace. */
  readonly namespace: string;
  /** Somebody has asked for its deletion. */
  readonly deleting: boolean;
  /** Who must agree before it is gone. */
  readonly finalizers: readonly string[];
  /** Uids of its owners: it goes when they go. */
  readonly owners: readonly string[];
}

/** A Flux or Argo object. */
export interface Producer extends Thing {
  readonly kind: (typeof PRODUCER_KINDS)[number];
  /** It makes objects anew, as far as it says. */
  readonly active: boolean;
}

export interface Service extends Thing {
  /** Of type LoadBalancer. */
  readonly balanced: boolean;
  /** Its floating IP is to be left. */
  readonly keepsAddress: boolean;
  /** The Octavia load balancer that the cloud controller manager wrote on it; none that somebody else wrote there. */
  readonly loadBalancerId?: string;
}

/** What runs pods, and a pod. */
export interface Runner extends Thing {
  readonly kind: (typeof WORKLOAD_KINDS)[number] | 'pod';
  /** Names of claims in its namespace that its pods mount. */
  readonly claims: readonly string[];
  /** Names of claim templates; `<template>-<name>-<ordinal>` is the claim of each pod (a StatefulSet). */
  readonly templates: readonly string[];
  readonly images: readonly string[];
  /** Kubelet's own copy of a static pod: only the node can end it. */
  readonly mirror: boolean;
  /** A CronJob that makes no Jobs. */
  readonly suspended: boolean;
}

export interface Claim extends Thing {
  /** Name of its PersistentVolume; '' while it has none. */
  readonly volume: string;
  /** Made from a snapshot or from another claim. */
  readonly copied: boolean;
}

export interface Volume extends Thing {
  /** Made for a claim. One that is not was made by hand: what is behind it was there before. */
  readonly provisioned: boolean;
  readonly policy: string;
  readonly claim?: Partial<ObjectName>;
  /** Id of the Cinder volume, where there is one. */
  readonly cinderId?: string;
}

export interface Snapshot extends Thing {
  /** Name of its VolumeSnapshotContent; '' while it has none. */
  readonly content: string;
}

export interface Content extends Thing {
  /** Made for a VolumeSnapshot. One that is not was made by hand, of a snapshot that was there before. */
  readonly provisioned: boolean;
  readonly policy: string;
  /** Uid of its VolumeSnapshot, once both know each other. */
  readonly snapshot?: string;
  /** Handle of the volume it was taken of. */
  readonly sourceVolume?: string;
  /** Id of the Cinder snapshot or backup, once there is one. */
  readonly cinderId?: string;
  /** Which of the two it is, as its class says; undefined where that class is not there any more. */
  readonly copy?: 'snapshot' | 'backup';
}

export interface Attachment extends Thing {
  /** Name of the PersistentVolume. */
  readonly volume: string;
}

/** What stands in a cluster, as far as a drain is concerned. */
export interface Survey {
  readonly producers: readonly Producer[];
  readonly services: readonly Service[];
  readonly gateways: readonly Thing[];
  /** Workloads and pods. */
  readonly runners: readonly Runner[];
  readonly claims: readonly Claim[];
  readonly volumes: readonly Volume[];
  readonly snapshots: readonly Snapshot[];
  readonly contents: readonly Content[];
  readonly attachments: readonly Attachment[];
  /** Kinds that could not be read: nothing may be concluded from what is not there. */
  readonly gaps: readonly { readonly kind: DrainKind; readonly why: string }[];
}

/** As people read it: `service shop/web`. */
export function called({ kind, namespace, name }: Pick<Thing, 'kind' | 'namespace' | 'name'>): string {
  return `${kind} ${placeOf({ namespace, name })}`;
}

/** `shop/web`, or the name alone of what is in no namespace. */
export function placeOf({ namespace, name }: Pick<Thing, 'namespace' | 'name'>): string {
  return namespace === '' ? name : `${namespace}/${name}`;
}

/** Every object of a survey. */
export function thingsOf(survey: Survey): readonly Thing[] {
  const { gaps: _gaps, ...lists } = survey;
  return Object.values(lists).flat();
}
