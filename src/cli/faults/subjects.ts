import type { Subject } from '../../faults/define-fault.ts';

/** The subjects in the order in which they are shown. */
export const SUBJECTS: readonly {
  readonly subject: Subject;
  readonly title: string;
  readonly lead: string;
}[] = [
  {
    subject: 'peer-network',
    title: 'Peer network',
    lead: 'What members hear of each other; clients reach every member as before.',
  },
  {
    subject: 'client-network',
    title: 'Client network',
    lead: 'What clients hear of a member; its peers reach it as before.',
  },
  {
    subject: 'disk',
    title: 'Disk',
    lead: 'What becomes of what a member writes. What is held is the fsync: reads go on.',
  },
  {
    subject: 'machine',
    title: 'Machine',
    lead: 'The process, and what it runs on.',
  },
  {
    subject: 'data',
    title: 'Data',
    lead: 'What lies on the disk of a member is not what etcd wrote there.',
  },
  {
    subject: 'operator',
    title: 'Operator',
    lead: 'What people do to a cluster, with the best intentions.',
  },
];
