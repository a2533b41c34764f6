@disk @safety
Feature: A slow disk costs time, not data

  Rule: A follower with a slow disk does not slow the cluster down, a slow leader does; neither loses a write

    Scenario Outline: every fsync of <target> takes longer
      Given a healthy cluster
      And clients are reading and writing
      When the disk of <target> is slow for a while
      Then after healing, every member serves and all agree
      And no acknowledged write is missing
      And writes are as fast as before

      Examples:
        | target     |
        | a follower |
        | the leader |
