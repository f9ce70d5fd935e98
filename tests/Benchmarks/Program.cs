using BenchmarkDotNet.Running;
using Meeco.Benchmarks.Comparison;
using Meeco.Benchmarks.Providers;
using Meeco.Benchmarks.Soak;

// `micro` and what follows goes to BenchmarkDotNet; what has no name of its own is the comparison.
switch (args)
{
    case ["micro", .. var rest]:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(rest);
        return 0;
    case ["soak", .. var rest]:
        return await SoakCommandLine.RunAsync(rest);
    case ["providers", .. var rest]:
        return await ProvidersCommandLine.RunAsync(rest);
    default:
        return await ComparisonCommandLine.RunAsync(args);
}
