@machines @safety
Feature: A member that gets too little CPU is slow, and keeps its word

  A noisy neighbour or a tight quota: heartbeats come late, and the leader may lose its office.

  Rule: Every acknowledged write is kept while a member starves

    Scenario Outline: <target> gets too little CPU
      Given a healthy cluster
      And clients are reading and writing
      When <target> gets too little CPU for a while
      Then after healing, every member serves and all agree
      And no acknowledged write is missing

      Examples:
        | target     |
        | the leader |
        | a follower |
