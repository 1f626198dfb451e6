namespace RunkonFlow.Typed.Oracle.Tests.Running;

/// <summary>
/// What happens to each operation of one run, decided by its ordinal alone, so that both renderings meet the same world.
/// </summary>
/// <param name="Seed">Decides everything else.</param>
/// <param name="CancelAt">The operation before which the run is cancelled, or null.</param>
/// <param name="FailsInHundred">How often an attempt at a step fails.</param>
public sealed record Plan(int Seed, int? CancelAt, int FailsInHundred)
{
    public int MaxAttempts(int operation) => Draw(operation, 1) % 6 == 0 ? 2 : 1;

    public bool Fails(int operation, int attempt) => Draw(operation, 10 + attempt) % 100 < FailsInHundred;

    public bool Yields(int operation) => Draw(operation, 3) % 8 == 0;

    public int Value(int operation) => Draw(operation, 4) % 9;

    /// <summary>The segment before this operation is lost in a crash and run again.</summary>
    public bool Crashes(int operation) => Draw(operation, 5) % 4 == 0;

    private int Draw(int operation, int purpose)
    {
        unchecked
        {
            var h = ((uint)Seed * 2654435761u) ^ (uint)((operation * 40503) + (purpose * 977));
            h ^= h >> 15;
            h *= 2246822519u;
            h ^= h >> 13;
            h *= 3266489917u;
            h ^= h >> 16;
            return (int)(h & 0x7fffffff);
        }
    }
}
