@disk @safety
Feature: A power loss takes what was not synced, and no acknowledged write was among it

  etcd acknowledges a write when a majority has synced it. A disk that loses its power may show any
  mixture of what was synced and what was written since, down to single sectors.

  Rule: Whoever loses power, and however often, nothing acknowledged is gone

    Scenario Outline: <target> loses power under load
      Given a healthy cluster
      And clients are reading and writing
      When <target> loses power
      Then after healing, every member serves and all agree
      And no acknowledged write is missing

      Examples:
        | target          |
        | the leader      |
        | a random member |

    Scenario: all members lose power at once under load
      Given a healthy cluster
      And clients are reading and writing
      When all members lose power
      Then after healing, every member serves and all agree
      And no acknowledged write is missing

    Scenario: all members lose power again and again under load
      Given a healthy cluster
      And clients are reading and writing
      When all members lose power again and again
      Then after healing, every member serves and all agree
      And no acknowledged write is missing
