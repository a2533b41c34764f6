@network @clients @safety
Feature: Bad connections between clients and a member cost time, not data

  Load balancers, full queues and broken cables: connections are slow, narrow, frozen, reset or cut.
  Whatever a client was told is true all the same.

  Rule: Every acknowledged write is kept, and afterwards writes are as fast as before

    Scenario: the way to the leader freezes and thaws
      Given a healthy cluster
      And clients are reading and writing
      When the way between clients and the leader is frozen for a while
      Then after healing, every member serves and all agree
      And no acknowledged write is missing
      And writes are as fast as before

    Scenario: the way to the leader is slow
      Given a healthy cluster
      And clients are reading and writing
      When the way between clients and the leader is slow for a while
      Then after healing, every member serves and all agree
      And no acknowledged write is missing
      And writes are as fast as before

    Scenario: the latency of the way to the leader varies
      Given a healthy cluster
      And clients are reading and writing
      When the latency between clients and the leader varies for a while
      Then after healing, every member serves and all agree
      And no acknowledged write is missing
      And writes are as fast as before

    Scenario: the way to all members is narrow
      Given a healthy cluster
      And clients are reading and writing
      When the way between clients and all members is narrow for a while
      Then after healing, every member serves and all agree
      And no acknowledged write is missing

  Rule: Connections may end whenever they like

    Scenario: connections to the leader are reset
      Given a healthy cluster
      And clients are reading and writing
      When connections of clients to the leader are reset for a while
      Then after healing, every member serves and all agree
      And no acknowledged write is missing

    Scenario: connections to a follower are told late of their end
      Given a healthy cluster
      And clients are reading and writing
      When connections of clients to a follower close late for a while
      Then after healing, every member serves and all agree
      And no acknowledged write is missing

    Scenario: connections to all members break in the midst of answers
      Given a healthy cluster
      And clients are reading and writing
      When connections of clients to all members break in the midst of answers for a while
      Then after healing, every member serves and all agree
      And no acknowledged write is missing

    Scenario: the way to the leader goes down and up
      Given a healthy cluster
      And clients are reading and writing
      When the way between clients and the leader goes down and up again and again
      Then clients that fail over go on writing
      And after healing, every member serves and all agree
      And no acknowledged write is missing
