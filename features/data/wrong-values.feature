@data @safety
Feature: Bits that flip in stored values

  bbolt keeps no checksums of its pages. What a disk made of a value is served, unless the member
  compares itself with its peers before it serves.

  Rule: Without corruption checks the damage is served, and the judge sees it

    @expected-unsafe
    Scenario: damaged values are served
      Given a healthy cluster
      And clients are reading and writing
      When bits flip in the stored values of a follower
      And clients read from it
      Then exactly these guarantees are violated, as they must be:
        | linearizable |

  Rule: A member that checks itself refuses to serve

    Scenario: the member compares itself with its peers first
      Given a healthy cluster on scene "corruption-checks"
      And clients are reading and writing
      When bits flip in the stored values of a follower
      Then it refuses to serve what it has
      When it is replaced
      Then after healing, every member serves and all agree
      And no acknowledged write is missing
