@disk @safety
Feature: A member whose fsyncs fail ends itself, and the others take over

  After a failed fsync nobody knows what is on the disk. A member that went on would promise what it
  cannot keep.

  Rule: The others take over from a member whose fsyncs fail, and nothing acknowledged is gone

    Scenario: the leader's fsyncs fail
      Given a healthy cluster
      And clients are reading and writing
      When the fsyncs of the leader fail
      Then another member becomes leader
      And writes go on
      And after healing, every member serves and all agree
      And no acknowledged write is missing

    Scenario: the fsyncs of a majority fail
      Given a healthy cluster
      And clients are reading and writing
      When the fsyncs of a majority of the members fail
      Then after healing, every member serves and all agree
      And no acknowledged write is missing
