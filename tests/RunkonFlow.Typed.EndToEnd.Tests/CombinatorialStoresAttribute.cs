using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace RunkonFlow.Typed.EndToEnd;

/// <summary>Runs a theory on each embedded store.</summary>
internal sealed class CombinatorialStoresAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
        => new([.. Enum.GetValues<StoreKind>().Select(kind => new TheoryDataRow<StoreKind>(kind))]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
