@network @safety
Feature: Whoever has a majority goes on, whoever has none stands still

  A partition leaves at most one side with a majority. That side owes its clients an answer; the
  other one must not acknowledge anything.

  Rule: The side with a majority elects a leader and serves, and no acknowledged write is missing

    Scenario: the leader is cut off from the others
      Given a healthy cluster
      And clients are reading and writing
      When the leader is partitioned from the others
      Then another member becomes leader
      And writes go on
      And after healing, every member serves and all agree
      And no acknowledged write is missing

    Scenario: the leader of five is left with a minority
      Given a healthy cluster on scene "five-members"
      And clients are reading and writing
      When the leader is left with a minority
      Then writes go on
      And after healing, every member serves and all agree
      And no acknowledged write is missing

    Scenario: five members in two halves that the seed draws
      Given a healthy cluster on scene "five-members"
      And clients are reading and writing
      When the members are partitioned into halves
      Then writes go on
      And after healing, every member serves and all agree
      And no acknowledged write is missing

  Rule: Where nobody has a majority nothing is acknowledged, and afterwards no acknowledged write is missing

    Scenario: five members in three groups
      Given a healthy cluster on scene "five-members"
      And clients are reading and writing
      When the members are partitioned into "m1 m2 | m3 | m4 m5"
      Then writes stop being acknowledged
      And after healing, every member serves and all agree
      And no acknowledged write is missing

  Rule: A network that is neither whole nor cut still costs no acknowledged write

    Scenario: one member alone hears both sides
      Given a healthy cluster
      And clients are reading and writing
      When a follower alone hears both sides
      Then after healing, every member serves and all agree
      And no acknowledged write is missing

    Scenario: one of five members alone hears both sides
      Given a healthy cluster on scene "five-members"
      And clients are reading and writing
      When a random member alone hears both sides
      Then writes go on
      And after healing, every member serves and all agree
      And no acknowledged write is missing

    Scenario: each of five members hears another majority
      Given a healthy cluster on scene "five-members"
      And clients are reading and writing
      When each member hears another majority
      Then after healing, every member serves and all agree
      And no acknowledged write is missing
