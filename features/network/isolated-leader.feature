@network @safety
Feature: An isolated leader loses its office, not the data

  etcd promises that a completed write is durable, whoever leads.

  Rule: Writes acknowledged before, during and after the isolation are all kept

    Scenario: the leader is isolated under load
      Given a healthy cluster
      And clients are reading and writing
      When the leader is isolated from its peers
      Then another member becomes leader
      And after healing, every member serves and all agree
      And no acknowledged write is missing
      And writes are as fast as before
