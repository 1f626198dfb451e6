using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace RunkonFlow.Typed.EndToEnd;

/// <summary>Runs a theory on the in-memory and the SQLite store.</summary>
internal sealed class EmbeddedStoresAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
        => new([new TheoryDataRow<StoreKind>(StoreKind.InMemory), new TheoryDataRow<StoreKind>(StoreKind.Sqlite)]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
