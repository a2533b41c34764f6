@recovery @safety
Feature: Members that go for a while come back with nothing lost

  Rule: A minority that is killed or frozen costs no acknowledged write

    Scenario: the leader is killed and started again
      Given a healthy cluster
      And clients are reading and writing
      When the leader is killed
      Then another member becomes leader
      And after healing, every member serves and all agree
      And no acknowledged write is missing

    Scenario: a follower freezes for a while
      Given a healthy cluster
      And clients are reading and writing
      When a follower is paused for a while
      Then after healing, every member serves and all agree
      And no acknowledged write is missing
