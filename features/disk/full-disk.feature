@disk @safety
Feature: A full disk costs a member, not a write

  A member that cannot commit ends itself. The others go on, and when there is space again it comes
  back on its own data.

  Rule: The others go on without a member whose disk is full, and it catches up

    Scenario: the disk of a follower is full
      Given a healthy cluster
      And clients are reading and writing
      When the disk of a follower is full
      Then writes go on
      And after healing, every member serves and all agree
      And no acknowledged write is missing

    Scenario: the disk of the leader is full
      Given a healthy cluster
      And clients are reading and writing
      When the disk of the leader is full
      Then another member becomes leader
      And writes go on
      And after healing, every member serves and all agree
      And no acknowledged write is missing
