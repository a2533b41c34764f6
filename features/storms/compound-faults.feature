@storms @safety
Feature: Faults seldom come alone

  In production a slow disk and a bad network meet on one member, and the next trouble begins as
  soon as the last is over. Each fault is proven on its own, also beside the others.

  Rule: However the faults of a minority are put together, no acknowledged write is missing

    Scenario: a member with a slow disk is cut off at the same time
      Given a healthy cluster
      And clients are reading and writing
      When these happen at once:
        | fault        | target    |
        | disk-latency | member m2 |
        | isolate      | member m2 |
      Then after healing, every member serves and all agree
      And no acknowledged write is missing

    Scenario: one trouble after the other
      Given a healthy cluster
      And clients are reading and writing
      When these happen in sequence:
        | fault      | target            |
        | kill       | the leader        |
        | disk-stall | the leader        |
        | pause      | a follower        |
        | client-cut | members m1 and m3 |
      Then after healing, every member serves and all agree
      And no acknowledged write is missing
