@network @safety
Feature: Messages that are lost in one direction only

  A leader that is not heard must lose its office; a follower that is not heard must not cost anybody
  theirs.

  Rule: The others go on serving, and no acknowledged write is missing

    Scenario: nobody hears the leader
      Given a healthy cluster
      And clients are reading and writing
      When what the leader says to its peers is lost
      Then another member becomes leader
      And writes go on
      And after healing, every member serves and all agree
      And no acknowledged write is missing

    Scenario: a follower does not hear the leader
      Given a healthy cluster
      And clients are reading and writing
      When messages on the link from the leader to a follower are lost
      Then writes go on
      And after healing, every member serves and all agree
      And no acknowledged write is missing

    Scenario: the leader does not hear a follower
      Given a healthy cluster
      And clients are reading and writing
      When messages on the link from a follower to the leader are lost
      Then writes go on
      And after healing, every member serves and all agree
      And no acknowledged write is missing
