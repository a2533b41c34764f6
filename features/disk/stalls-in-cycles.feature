@disk @safety
Feature: A disk that stalls again and again costs time, not data

  A disk that is shared, throttled or about to fail often does not stand still: it hangs, answers, and
  hangs again.

  Rule: Stalls in cycles lose no write, whoever's disk it is

    Scenario Outline: the disk of <target> stalls in cycles
      Given a healthy cluster
      And clients are reading and writing
      When the disk of <target> stalls in cycles for a while
      Then after healing, every member serves and all agree
      And no acknowledged write is missing
      And writes are as fast as before

      Examples:
        | target     |
        | a follower |
        | the leader |
