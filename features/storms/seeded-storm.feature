@storms @safety
Feature: A storm of faults within what etcd tolerates costs nothing that was acknowledged

  The seed draws which faults hit whom, how many at once and for how long. Never more members are
  harmed at once than etcd can do without, so that it owes an answer all the time.

  Rule: The cluster goes on answering, and after the storm no acknowledged write is missing

    Scenario: whatever the seed draws
      Given a healthy cluster
      And clients are reading and writing
      When a seeded storm of faults passes
      Then after healing, every member serves and all agree
      And no acknowledged write is missing
