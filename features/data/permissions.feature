@data @safety
Feature: A data dir that etcd may not use

  It was copied back by another user, or from a snapshot that nobody may write to. etcd says so and
  ends; what is on the disk is whole.

  Rule: The member refuses to start, and serves what it has when it may again

    Scenario: the data dir belongs to another user
      Given a healthy cluster
      And clients are reading and writing
      When the data dir of a follower belongs to another user
      Then it refuses to serve what it has
      And writes go on
      And after healing, every member serves and all agree
      And no acknowledged write is missing

    Scenario: nobody may write to the data dir
      Given a healthy cluster
      And clients are reading and writing
      When nobody may write to the data dir of a follower
      Then it refuses to serve what it has
      And writes go on
      And after healing, every member serves and all agree
      And no acknowledged write is missing
